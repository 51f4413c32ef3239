--- The server's entry for `vim.lsp.enable('wherein')`. Settings come from `require('wherein').setup`.
local wherein = require('wherein')

--- A project begins where one of these lies.
local function is_project_file(name)
  return name:match('%.cabal$') ~= nil
    or name == 'cabal.project'
    or name == 'stack.yaml'
    or name == 'package.yaml'
end

return {
  cmd = wherein.command(),
  filetypes = { 'haskell' },
  root_dir = function(buffer, on_dir)
    -- A file outside of any project is served by itself.
    on_dir(vim.fs.root(buffer, is_project_file) or vim.fs.root(buffer, '.git'))
  end,
  init_options = wherein.server_options(),
  -- Neovim 0.11 has no inline completion of its own; `wherein.ghost` shows it.
  capabilities = { textDocument = { inlineCompletion = { dynamicRegistration = false } } },
}
