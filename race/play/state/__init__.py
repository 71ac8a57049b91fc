"""What a game is made of: seats, cells, columns, cards and effects under way."""
