"""The office as it runs: its environment, `luoshi serve`, backup, restore, verify."""
