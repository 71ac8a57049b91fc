"""What a person may choose from: offers, previews, cards, advice."""
