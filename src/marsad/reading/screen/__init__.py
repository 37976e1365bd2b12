"""Words for events that tell of no event of this report: background, other things told in words of war, what another event answers."""
