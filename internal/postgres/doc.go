// Package postgres is the way to the database: a private server for "just run it" and for tests ([Start]), the connection pool
// ([Open]) and the schema ([Migrate]).
//
// The order is always the same: get a URL, from the configuration or from [Cluster.URL]; [Migrate] it; [Open] it. The tables belong to
// the packages that use them, but their migrations stand together in migrations/, because a database has one history.
package postgres
