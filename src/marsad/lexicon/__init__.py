"""What Marsad knows of Arabic and of the actors: data with a schema, compiled once."""
