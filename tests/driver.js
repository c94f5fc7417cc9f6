// Drivers for the programs that tests fork: what `playwright run-driver` does for one program, this does for
// each that connects, in one process whose code is compiled already.
// Usage: node driver.js PLAYWRIGHT_PACKAGE SOCKET

const net = require('node:net')
const path = require('node:path')

const [folder, address] = process.argv.slice(2)
require(path.join(folder, 'lib', 'bootstrap.js'))
const { server, utils } = require(path.join(folder, 'lib', 'coreBundle.js'))

const SIZE_BYTES = 4

// Messages are JSON, each after its length.
function* messagesIn(held) {
  while (held.bytes.length >= SIZE_BYTES) {
    const end = SIZE_BYTES + held.bytes.readUInt32LE(0)
    if (held.bytes.length < end) return
    yield JSON.parse(held.bytes.toString('utf-8', SIZE_BYTES, end))
    held.bytes = held.bytes.subarray(end)
  }
}

function drive(program) {
  const connection = new server.DispatcherConnection()
  const held = { bytes: Buffer.alloc(0) }
  let playwright
  new server.RootDispatcher(connection, async (scope, { sdkLanguage }) => {
    playwright = server.createPlaywright({ sdkLanguage, isClientCollocatedWithServer: true })
    return new server.PlaywrightDispatcher(scope, playwright)
  })
  connection.onmessage = (message) => {
    const data = Buffer.from(JSON.stringify(message), 'utf-8')
    const size = Buffer.alloc(SIZE_BYTES)
    size.writeUInt32LE(data.length, 0)
    program.write(Buffer.concat([size, data]))
  }
  program.on('data', (bytes) => {
    held.bytes = Buffer.concat([held.bytes, bytes])
    for (const message of messagesIn(held)) setImmediate(() => connection.dispatch(message))
  })
  program.on('error', () => program.destroy())
  // A program that goes leaves no browser behind: its end of the socket stays open until they are closed.
  program.on('end', async () => {
    connection.onmessage = () => {}
    const browsers = playwright ? playwright.allBrowsers() : []
    await Promise.all(browsers.map((browser) => browser.close({ reason: 'the program ended' }).catch(() => {})))
    program.end()
  })
}

process.on('SIGINT', () => {})
process.stdin.on('end', () => utils.gracefullyProcessExitDoNotHang(0)).resume()
net.createServer({ allowHalfOpen: true }, drive).listen(address, () => process.stdout.write('ready\n'))
