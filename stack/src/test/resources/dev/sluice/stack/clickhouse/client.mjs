// SPDX-License-Identifier: Apache-2.0
// Uses the server through ClickHouse's own client for Node; prints one JSON object.
import { createClient } from '@clickhouse/client'

const options = { url: process.env.URL, username: process.env.CH_USER, password: process.env.CH_PASSWORD }
const client = createClient({ ...options, compression: { request: true, response: true } })
const seen = {}

const failure = async (action) => {
  try {
    await action()
    return 'no error'
  } catch (e) {
    return `${e.code} ${e.type}`
  }
}

seen.ping = (await client.ping()).success
await client.command({ query: 'CREATE OR REPLACE TABLE from_node (id UInt32, name String) ENGINE = MergeTree ORDER BY id' })
const rows = Array.from({ length: 100000 }, (_, i) => ({ id: i, name: `name ${i}` }))
const inserted = await client.insert({ table: 'from_node', values: rows, format: 'JSONEachRow' })
seen.written = inserted.summary?.written_rows
const json = await (await client.query({ query: 'SELECT count() AS n, sum(id) AS s FROM from_node' })).json()
seen.rows = json.data
seen.parameters = await (
  await client.query({
    query: 'SELECT {a: UInt8} + 1 AS a, {b: String} AS b',
    query_params: { a: 1, b: "it's" },
    clickhouse_settings: { max_block_size: '9' },
    format: 'JSONEachRow',
  })
).json()
let streamed = 0
const result = await client.query({ query: 'SELECT * FROM from_node', format: 'JSONEachRow' })
for await (const batch of result.stream()) streamed += batch.length
seen.streamed = streamed
seen.unknownTable = await failure(() => client.query({ query: 'SELECT * FROM no_such_table' }))
// The connection breaks on purpose: depending on when, the client tells of that or of the error before it.
seen.midStreamFails = 'no error' !== await failure(async () => {
  const broken = await client.query({
    query: 'SELECT throwIf(number = 2000000) FROM numbers(3000000)',
    format: 'JSONEachRow',
  })
  for await (const batch of broken.stream()) void batch
})
const stranger = createClient({ ...options, password: 'wrong' })
seen.wrongPassword = await failure(() => stranger.query({ query: 'SELECT 1' }))
await stranger.close()
const abort = new AbortController()
const aborted = failure(() =>
  client.query({ query: 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)', query_id: 'node-aborts', abort_signal: abort.signal }),
)
const running = async () =>
  (
    await (
      await client.query({
        query: "SELECT count() AS n FROM system.processes WHERE Settings['log_comment'] = 'node-aborts'",
        format: 'JSONEachRow',
      })
    ).json()
  )[0].n
while (Number(await running()) === 0) await new Promise((r) => setTimeout(r, 50))
abort.abort()
await aborted
while (Number(await running()) > 0) await new Promise((r) => setTimeout(r, 50))
seen.aborted = true
await client.command({ query: 'DROP TABLE from_node SYNC' })
await client.close()
console.log(JSON.stringify(seen))
