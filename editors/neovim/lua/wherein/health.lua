--- `:checkhealth wherein`
local wherein = require('wherein')

local M = {}

--- Runs the program; its output and exit status, or nil when it cannot be run.
local function run(...)
  local ok, process = pcall(vim.system, { vim.fn.expand(wherein.options.path), ... }, { text = true, timeout = 20000 })
  return ok and process:wait() or nil
end

local function check_program()
  local path = vim.fn.exepath(vim.fn.expand(wherein.options.path))
  if path == '' then
    vim.health.error(('the program `%s` was not found'):format(wherein.options.path), {
      'install it: `cargo install --path .` in a clone of Wherein',
      "or say where it is: require('wherein').setup({ path = '…' })",
    })
    return
  end
  vim.health.ok('program: ' .. path)
  local version = run('--version')
  if not version or version.code ~= 0 then
    vim.health.error('`wherein --version` fails', { version and vim.trim(version.stderr) or nil })
    return
  end
  vim.health.ok('version: ' .. vim.trim(version.stdout))
  local doctor = run('doctor')
  if doctor and doctor.code == 0 then
    vim.health.ok('`wherein doctor` finds nothing wrong')
  else
    vim.health.warn('`wherein doctor` has something to say')
  end
  local words = doctor and vim.trim(doctor.stdout .. doctor.stderr) or ''
  for _, line in ipairs(words ~= '' and vim.split(words, '\n') or {}) do
    vim.health.info(line)
  end
end

local function check_clients()
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('wherein') then
    vim.health.warn('the server is not enabled', { "put vim.lsp.enable('wherein') into your configuration" })
  end
  local clients = vim.lsp.get_clients({ name = 'wherein' })
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    vim.health.ok(('running: %d buffers, root %s'):format(buffers, client.root_dir or '(none)'))
    if not client.server_capabilities.inlineCompletionProvider then
      vim.health.warn('this server offers no ghost text')
    end
  end
  if #clients == 0 then
    vim.health.info('no server is running; it starts with the first Haskell file')
  end
  for _, client in ipairs(vim.lsp.get_clients()) do
    local both = client.name ~= 'wherein' and vim.iter(clients):any(function(ours)
      return ours.offset_encoding ~= client.offset_encoding
        and vim.iter(vim.tbl_keys(ours.attached_buffers)):any(function(buffer)
          return client.attached_buffers[buffer] ~= nil
        end)
    end)
    if both then
      vim.health.warn(('%s counts columns in %s'):format(client.name, client.offset_encoding))
    end
  end
end

function M.check()
  vim.health.start('wherein: Neovim')
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('version: ' .. tostring(vim.version()))
  else
    vim.health.error('Neovim 0.11 or later is needed')
    return
  end
  vim.health.info('completion: ' .. wherein.options.completion)
  vim.health.start('wherein: the program')
  check_program()
  vim.health.start('wherein: the server')
  check_clients()
end

return M
