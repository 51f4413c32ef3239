--- Settings, and what the other modules share: the client of a buffer, the running requests.
local M = {}

---@class wherein.Options
---@field path string The program: a name on the PATH or a path.
---@field arguments string[] Further arguments of `wherein serve`.
---@field completion 'automatic'|'onRequest'|'off' When completions and ghost text are computed.
---@field standalone boolean Offer also what haskell-language-server offers; for those who do not run it.
---@field keys wherein.Keys

---@class wherein.Keys A key in insert mode, or false for none.
---@field accept string|false Mapped only while ghost text is visible.
---@field dismiss string|false Mapped only while ghost text is visible.
---@field request string|false Asks for ghost text now.

---@type wherein.Options
M.options = {
  path = 'wherein',
  arguments = {},
  completion = 'automatic',
  standalone = false,
  keys = { accept = '<Tab>', dismiss = '<C-]>', request = '<M-\\>' },
}

--- The server's command line.
---@return string[]
function M.command()
  return vim.list_extend({ vim.fn.expand(M.options.path), 'serve', '--stdio' }, M.options.arguments)
end

--- What the server is told when it starts.
function M.server_options()
  return { completion = M.options.completion, standalone = M.options.standalone }
end

--- Changes settings. Optional; call it before `vim.lsp.enable('wherein')` or follow it with `:WhereinRestart`.
---@param options? table Any part of |wherein-options|.
function M.setup(options)
  options = options or {}
  for name, value in pairs(options) do
    if M.options[name] == nil then
      error(('wherein: no option is called `%s`'):format(name))
    end
    vim.validate(name, value, type(M.options[name]))
  end
  local modes = { automatic = true, onRequest = true, off = true }
  if options.completion and not modes[options.completion] then
    error('wherein: `completion` is one of "automatic", "onRequest", "off"')
  end
  M.options = vim.tbl_deep_extend('force', M.options, options)
  vim.lsp.config('wherein', { cmd = M.command(), init_options = M.server_options() })
end

--- The client that serves a buffer, if one does.
---@param buffer? integer
---@return vim.lsp.Client?
function M.client(buffer)
  local clients = vim.lsp.get_clients({ name = 'wherein', bufnr = buffer or vim.api.nvim_get_current_buf() })
  return vim.iter(clients):find(function(client)
    return client.initialized and not client:is_stopped()
  end)
end

--- Says something to the user.
---@param message string
---@param level? integer
function M.say(message, level)
  vim.notify('wherein: ' .. message, level or vim.log.levels.INFO)
end

return M
