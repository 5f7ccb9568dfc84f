"""Find people by words: what is indexed under an audience is found by that audience only."""

from eventnet.people.search.index import index_profile, index_profiles, merge_index

__all__ = ["index_profile", "index_profiles", "merge_index"]
