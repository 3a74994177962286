-- The last minute, from one row a block; a block's changes are taken to be spread evenly between its first and last.
SELECT target,
       sum(events),
       min(last_lsn),
       max(last_lsn),
       dateDiff('microsecond', min(synced_at), now64(6, 'UTC')) / 1e6,
       dateDiff('microsecond', max(last_committed_at), now64(6, 'UTC')) / 1e3,
       sumIf(events, synced_at > now64(6, 'UTC') - INTERVAL 10 SECOND) / 10,
       quantileExactWeighted(0.5)((dateDiff('microsecond', first_committed_at, synced_at)
           + dateDiff('microsecond', last_committed_at, synced_at)) / 2e3, events),
       quantileExactWeighted(0.95)(dateDiff('microsecond', first_committed_at, synced_at) / 1e3, events),
       quantileExactWeighted(0.99)(dateDiff('microsecond', first_committed_at, synced_at) / 1e3, events)
FROM _sluice.blocks
WHERE synced_at > now64(6, 'UTC') - INTERVAL 60 SECOND
GROUP BY target
