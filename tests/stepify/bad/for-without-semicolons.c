/* expect: 4: no ';' ends this */
int f(int x)
{
	for (x = 0)
		x++;
	return x;
}
