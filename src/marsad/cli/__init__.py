"""The command line: one file a command or group of commands, each imported only when it is called."""
