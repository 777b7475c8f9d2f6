"""How fast, and with how much memory; each figure beside a named peer that ran in the same minute."""
