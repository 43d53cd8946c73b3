/* expect: 2: the line ends inside a string */
const char *f = "abc;
