# Names of the null-world gate's simulated worlds, by `world_key` (report/claim_words.py). In English
# they are the names themselves.

null-world = { $key ->
   *[other] { $name }
    }
