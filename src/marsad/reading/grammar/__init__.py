"""Looks at words and mentions that the stages share: prepositions and cues, clauses, agreement, who can be a party, what stands around a noun."""
