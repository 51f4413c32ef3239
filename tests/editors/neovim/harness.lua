--- A Neovim that is driven like a user would: keys in, bytes of files and cells of the screen out.
---
--- The driver runs in `nvim -l`; the Neovim under test is a child with a main loop of its own, spoken to over RPC.
local M = {}

local repository = assert(vim.env.WHEREIN_REPOSITORY)
local binary = assert(vim.env.WHEREIN_BINARY)
local patience_ms = tonumber(vim.env.WHEREIN_PATIENCE or '60') * 1000

---@class Editor
---@field channel integer
---@field folder string
local Editor = {}
Editor.__index = Editor

--- What the child runs before anything else: the client as a user would set it up.
local SETTINGS = [[
  local repository, options = ...
  vim.opt.runtimepath:append(repository .. '/editors/neovim')
  vim.cmd.runtime('plugin/wherein.lua')
  vim.opt.lines, vim.opt.columns = 40, 110
  vim.opt.swapfile = false
  vim.opt.shortmess:append('I')
  _G.said = {}
  vim.notify = function(message) table.insert(_G.said, message) end
  require('wherein').setup(options)
  vim.lsp.enable('wherein')
]]

--- Starts an editor in a folder of its own with these files: name → text.
---@param files table<string, string>
---@param options? table of `require('wherein').setup`
---@return Editor
function M.start(files, options)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  for name, text in pairs(files) do
    M.write(folder .. '/' .. name, text)
  end
  local command = { vim.v.progpath, '--clean', '--headless', '--embed', '-c', 'cd ' .. folder }
  local channel = vim.fn.jobstart(command, { rpc = true, env = { NVIM_LOG_FILE = folder .. '/log', XDG_STATE_HOME = folder } })
  assert(channel > 0, 'Neovim does not start')
  local editor = setmetatable({ channel = channel, folder = folder }, Editor)
  editor:run(SETTINGS, repository, vim.tbl_extend('force', { path = binary }, options or {}))
  return editor
end

--- Runs Lua in the editor.
function Editor:run(code, ...)
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
end

--- Runs an Ex command.
function Editor:command(command)
  vim.rpcrequest(self.channel, 'nvim_command', command)
end

--- Types keys as a user does, and returns at once.
function Editor:type(keys)
  vim.rpcrequest(self.channel, 'nvim_input', keys)
end

--- Opens a file and waits for the server.
function Editor:open(name)
  self:command('edit ' .. name)
  self:command('setfiletype haskell')
  self:wait('the server is attached', function()
    return self:run("return require('wherein').client() ~= nil")
  end)
end

--- Puts the caret where `text` begins, `offset` bytes on.
function Editor:caret(text, offset)
  local lines = self:lines()
  for i, line in ipairs(lines) do
    local at = line:find(text, 1, true)
    if at then
      vim.rpcrequest(self.channel, 'nvim_win_set_cursor', 0, { i, at - 1 + (offset or 0) })
      return
    end
  end
  error(('%q is not in the buffer'):format(text))
end

--- Waits until something holds, or fails with what is on the screen.
---@generic T
---@param what string
---@param holds fun(): T?
---@return T
function Editor:wait(what, holds)
  local value
  local ok = vim.wait(patience_ms, function()
    value = holds()
    return value and true or false
  end, 20)
  if not ok then
    error(('waited in vain until %s; the screen:\n%s\nsaid: %s'):format(what, self:screen(), vim.inspect(self:said())))
  end
  return value
end

--- Whether a condition holds all the time for a while: for what must not happen.
function Editor:never(what, holds, ms)
  if vim.wait(ms or 500, holds, 20) then
    error(('%s; the screen:\n%s'):format(what, self:screen()))
  end
end

--- The lines of the buffer.
function Editor:lines()
  return vim.rpcrequest(self.channel, 'nvim_buf_get_lines', 0, 0, -1, false)
end

--- The text of the buffer.
function Editor:text()
  return table.concat(self:lines(), '\n') .. '\n'
end

--- What was said by notification.
function Editor:said()
  return self:run('return _G.said')
end

--- The cells of the screen as text, virtual text included.
function Editor:screen()
  local lines = self:run([[
    vim.cmd.redraw()
    local lines = {}
    for row = 1, vim.o.lines do
      local cells = {}
      for column = 1, vim.o.columns do cells[column] = vim.fn.screenstring(row, column) end
      lines[row] = (table.concat(cells):gsub('%s+$', ''))
    end
    return lines
  ]])
  return table.concat(lines, '\n')
end

--- The ghost text that is visible: from the extmarks, all its lines; nil when there is none.
function Editor:ghost()
  local lines = self:run([[
    local namespace = vim.api.nvim_get_namespaces()['wherein.ghost']
    local marks = namespace and vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true }) or {}
    local lines = {}
    for _, mark in ipairs(marks) do
      local details = mark[4]
      local function join(chunks)
        return table.concat(vim.tbl_map(function(chunk) return chunk[1] end, chunks))
      end
      lines[#lines + 1] = join(details.virt_text or {})
      for _, chunks in ipairs(details.virt_lines or {}) do lines[#lines + 1] = join(chunks) end
    end
    return lines
  ]])
  return #lines > 0 and table.concat(lines, '\n') or nil
end

--- The ghost text, asked for again where the machine was too busy for the server's patience.
function Editor:offered()
  local asked = vim.uv.now()
  return self:wait('there is ghost text', function()
    vim.uv.update_time()
    if vim.uv.now() - asked > 1500 then
      asked = vim.uv.now()
      self:run("require('wherein.ghost').request()")
    end
    return self:ghost()
  end)
end

--- Saves the buffer; the bytes of the file.
function Editor:saved(name)
  self:command('silent write')
  return M.read(self.folder .. '/' .. name)
end

--- Ends the editor.
function Editor:quit()
  pcall(self.command, self, 'qall!')
  vim.fn.jobstop(self.channel)
  vim.fn.jobwait({ self.channel }, 5000)
  vim.fn.delete(self.folder, 'rf')
end

---@param path string
function M.read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

---@param path string
---@param text string
function M.write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

--- A file of the repository.
function M.file(name)
  return M.read(repository .. '/' .. name)
end

--- What the command line makes of a file: an editor and a terminal never disagree.
local function written(text, ...)
  local path = vim.fn.tempname() .. '.hs'
  M.write(path, text)
  local command = vim.list_extend({ binary, ... }, { path })
  local output = vim.system(command, { text = true }):wait()
  assert(output.code == 0, output.stdout .. output.stderr)
  return M.read(path)
end

--- The text with one function written.
function M.synthesized(text, name)
  return written(text, 'synth', '--write', '--timeout', '60', '--name', name)
end


function M.equal(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    if type(actual) ~= 'string' then
      actual, expected = vim.inspect(actual), vim.inspect(expected)
    end
    error(('%s:\n%s'):format(what, vim.diff(expected, actual, { result_type = 'unified' }) or ''), 2)
  end
end

function M.contains(text, part, what)
  if not text:find(part, 1, true) then
    error(('%s: %q is not in\n%s'):format(what, part, text), 2)
  end
end

--- Text with one part replaced; the part must be there once.
function M.replaced(text, part, by)
  local from, to = text:find(part, 1, true)
  assert(from and not text:find(part, to + 1, true), ('%q is there once'):format(part))
  return text:sub(1, from - 1) .. by .. text:sub(to + 1)
end

--- The receipts with the selected expression, which stands there three times, in a function of its own.
function M.extracted(text)
  local body = 'show (%s `div` 100) ++ "." ++ pad (show (%s `mod` 100))'
  for _, amount in ipairs({ 'net', 'fee', '(a + b)' }) do
    text = M.replaced(text, body:format(amount, amount), 'showPad ' .. amount)
  end
  local helper = 'showPad :: (Show a, Integral a) => a -> String\nshowPad net = ' .. body:format('net', 'net')
  return M.replaced(text, '-- | Two digits.\n', helper .. '\n\n-- | Two digits.\n')
end

return M
