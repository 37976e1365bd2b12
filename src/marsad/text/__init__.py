"""Text with its original offsets: folding, sentences, tokens, clitics, numbers."""
