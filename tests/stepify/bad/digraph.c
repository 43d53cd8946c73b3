/* expect: 3: digraphs are not understood */
int f(int x)
<%
	return x;
}
