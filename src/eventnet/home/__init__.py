"""Home: the front pages, which gather what the features say, of the site and of a community."""
