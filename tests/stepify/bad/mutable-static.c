/* expect: 4: core keeps no mutable static */
int f(int x)
{
	static int count;
	return count += x;
}
