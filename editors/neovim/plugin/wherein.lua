--- Commands and hooks. Nothing heavy happens before the server is attached to a buffer.
if vim.g.loaded_wherein then
  return
end
vim.g.loaded_wherein = true

local function actions()
  return require('wherein.actions')
end

local command = vim.api.nvim_create_user_command
command('WhereinGenerate', function()
  actions().generate()
end, { desc = 'Write the function at the caret from its examples' })
command('WhereinExtract', function(call)
  actions().extract(call.range > 0 and { first = call.line1, last = call.line2 } or nil)
end, { range = true, desc = 'Make a function of what is repeated' })
command('WhereinComplete', function()
  require('wherein.ghost').request()
end, { desc = 'Show ghost text now' })
command('WhereinCancel', function()
  actions().cancel()
end, { desc = 'Stop the running search' })
command('WhereinRestart', function()
  actions().restart()
end, { desc = 'Restart the server' })
command('WhereinStatus', function()
  actions().status()
end, { desc = 'Say how the server is' })

vim.api.nvim_set_hl(0, 'WhereinGhost', { default = true, link = 'Comment' })

local group = vim.api.nvim_create_augroup('wherein', {})
local function is_ours(id)
  local client = vim.lsp.get_client_by_id(id)
  return client ~= nil and client.name == 'wherein'
end
vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    if is_ours(event.data.client_id) then
      require('wherein.ghost').attach(event.buf)
      require('wherein.completion').attach(event.buf)
    end
  end,
})
vim.api.nvim_create_autocmd('LspProgress', {
  group = group,
  callback = function(event)
    if is_ours(event.data.client_id) then
      actions().on_progress(event.data.client_id, event.data.params)
    end
  end,
})
