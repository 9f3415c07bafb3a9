"""What the keys of the coding screen do: functions of the screen, named in `table`."""
