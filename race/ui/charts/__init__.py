"""Pictures of figures: the road, the map, bars, fans, fields."""
