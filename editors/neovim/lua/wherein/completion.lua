--- Whole expressions in the completion of Neovim 0.11, which writes an item's text only up to its first space.
---
--- Whoever shows the list, once an item of ours is accepted the rest of it is written. Completion plugins write all of
--- it by themselves; then nothing is left to do.
local wherein = require('wherein')

local M = {}

--- An item was accepted.
---@param buffer integer
local function accepted(buffer)
  local completed = vim.v.completed_item
  local origin = vim.tbl_get(completed, 'user_data', 'nvim', 'lsp')
  local client = origin and wherein.client(buffer)
  if not client or origin.client_id ~= client.id then
    return
  end
  local text = vim.tbl_get(origin.completion_item, 'textEdit', 'newText')
  local word = completed.word
  if not text or text == word or not vim.startswith(text, word) then
    return
  end
  local position = vim.api.nvim_win_get_cursor(0)
  local before = vim.api.nvim_get_current_line():sub(1, position[2])
  if vim.endswith(before, word) then
    local rest = text:sub(#word + 1)
    vim.api.nvim_buf_set_text(buffer, position[1] - 1, position[2], position[1] - 1, position[2], { rest })
    vim.api.nvim_win_set_cursor(0, { position[1], position[2] + #rest })
  end
end

--- Serves a buffer. Called when the server is attached to it.
---@param buffer integer
function M.attach(buffer)
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = vim.api.nvim_create_augroup('wherein.completion.' .. buffer, {}),
    buffer = buffer,
    callback = function()
      if vim.v.event.reason == 'accept' then
        accepted(buffer)
      end
    end,
  })
end

return M
