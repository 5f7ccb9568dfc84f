"""The steps of erasing an account: each a part of what is kept, each done again without harm."""
