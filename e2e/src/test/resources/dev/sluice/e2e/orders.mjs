// Prints the names of a query's columns, then its rows, each as a line of JSON.
import { createClient } from '@clickhouse/client'

const client = createClient({
  url: process.env.CH_URL,
  username: process.env.CH_USER,
  password: process.env.CH_PASSWORD,
})
const result = await client.query({ query: process.argv[2], format: 'JSON' })
const { meta, data } = await result.json()
const names = meta.map((column) => column.name)
console.log(JSON.stringify(names))
for (const row of data) console.log(JSON.stringify(names.map((name) => row[name])))
await client.close()
