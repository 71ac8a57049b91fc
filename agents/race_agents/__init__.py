"""The actors of Three Kilometres: countries and companies, and the policies that drive them."""
