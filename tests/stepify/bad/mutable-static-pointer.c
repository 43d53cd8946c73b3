/* expect: 4: core keeps no mutable static */
int f(int x)
{
	static const char *name = "x";
	return name[x];
}
