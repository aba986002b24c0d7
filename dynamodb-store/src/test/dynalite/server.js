// Starts dynalite on a free port and prints the port. It keeps its data in the folder that is given, else in memory.
// It ends when its standard input does, so with the tests' JVM.
const path = process.argv[2]
const server = require('dynalite')({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })

server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit(0)).resume()
