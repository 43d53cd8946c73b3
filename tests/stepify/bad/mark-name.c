/* expect: 4: a mark's name is made of a-z, 0-9 and - */
int f(int x)
{
	/* mark: Not_This */
	return x;
}
