"""Where people touch claimdesk: the command line."""
