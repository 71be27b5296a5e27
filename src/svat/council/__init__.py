"""The council: the services that both shells call."""
