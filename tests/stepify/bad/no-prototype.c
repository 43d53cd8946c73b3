/* expect: 2: write (void) */
int f()
{
	return 1;
}
