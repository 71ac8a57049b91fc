"""Parts that screens are put together from: metrics, cards, tabs, buttons, floating panels."""
