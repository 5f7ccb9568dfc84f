"""Following members: what they write and ask, where one may read it, reaches whoever follows."""
