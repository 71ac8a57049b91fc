"""The report of a batch: one page of HTML with its pictures, and the pictures beside it."""
