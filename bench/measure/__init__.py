"""What bench/run and bench/door are made of."""
