from eventnet.time_zones import zone_names


def test_zones_are_named_by_their_cities() -> None:
    assert {"Europe/Lisbon", "Pacific/Apia", "UTC"} <= set(zone_names())
    assert not {"EST", "GMT0"} & set(zone_names())
