/* expect: 9: two stepping calls in one expression */
struct ops {
	int (*a)(int);
	int (*b)(int);
};

int f(struct ops *ops)
{
	return ops->a(1) - ops[0].b(1);
}
