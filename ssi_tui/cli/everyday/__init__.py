"""What runs beside a day by itself: the line in a prompt, reminders, the other machines."""
