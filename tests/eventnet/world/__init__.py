"""A world in which everything exists, for tests that ask the same of every page and everybody.

`cast` says who there is, `building` makes it all, `snapshots` brings it back after a change,
`places` says what stands in each address, `visiting` sends requests and remembers the answers.
"""
