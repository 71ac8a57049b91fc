"""What is told to a person: figures, news, reports, marks, causes."""
