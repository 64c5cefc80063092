"""One module a command; see `deej_desktop.app.command_line.Command`."""
