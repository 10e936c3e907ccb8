"""What frameworks answer by themselves: each is asked, and recognised to the byte."""
