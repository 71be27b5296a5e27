"""The corridor room, trade: official statistics read, put side by side, and what they say of untapped trade."""
