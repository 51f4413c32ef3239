--- Neovim with the client of this repository, used through its keys and commands. Run by `tests/editors/run`.
package.path = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)) .. '/?.lua;' .. package.path
local harness = require('harness')
local equal, contains = harness.equal, harness.contains

local EXAMPLE = harness.file('tests/cases/readme/Example.hs')
--- Twenty examples that no small function satisfies: a search that does not end by itself.
local ENDLESS = harness.file('tests/editors/cases/Endless.hs')

local tests = {}

function tests.a_function_is_generated_from_its_examples(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:caret('leaves = undefined', 3)
  editor:command('WhereinGenerate')
  editor:wait('the function is written', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
  equal(editor:saved('Example.hs'), harness.synthesized(EXAMPLE, 'leaves'), 'the file')
  contains(editor:screen(), 'leaves (Fork l r) = leaves l ++ leaves r', 'the screen')
  editor:type('u')
  editor:wait('one undo takes it back', function()
    return editor:text() == EXAMPLE
  end)
end

function tests.the_editor_s_own_code_action_does_the_same(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:caret('columnTotals = undefined')
  editor:run('vim.lsp.buf.code_action({ apply = true })')
  editor:wait('the function is written', function()
    return not editor:text():find('columnTotals = undefined', 1, true)
  end)
  local expected = harness.synthesized(EXAMPLE, 'columnTotals')
  equal(editor:saved('Example.hs'), expected, 'the file')
  equal(expected, harness.replaced(EXAMPLE, 'columnTotals = undefined', 'columnTotals = map sum . transpose'), 'it')
end

function tests.what_cannot_be_done_is_said(start)
  local editor = start({ ['Plain.hs'] = 'f :: Int -> Int\nf = undefined\n' })
  editor:open('Plain.hs')
  editor:caret('f = undefined')
  editor:command('WhereinGenerate')
  editor:wait('the reason is given', function()
    return vim.list_contains(editor:said(), 'wherein: no unwritten function with a signature and examples is here')
  end)
  editor:command('WhereinCancel')
  assert(vim.list_contains(editor:said(), 'wherein: nothing is running'))
end

function tests.a_search_is_cancelled(start)
  local editor = start({ ['Endless.hs'] = ENDLESS, ['Example.hs'] = EXAMPLE }, { arguments = { '--timeout', '600' } })
  editor:open('Endless.hs')
  editor:caret('endless = undefined')
  editor:command('WhereinGenerate')
  editor:never('the search ended by itself', function()
    return editor:text() ~= ENDLESS or #editor:said() > 0
  end, 1500)
  editor:command('WhereinCancel')
  assert(vim.list_contains(editor:said(), 'wherein: stopped'))
  equal(editor:text(), ENDLESS, 'the text')
  -- The thread of the search is free for others: a server on two cores has one.
  editor:open('Example.hs')
  editor:caret('leaves = undefined')
  editor:command('WhereinGenerate')
  editor:wait('another function is written', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
  equal(editor:run('return vim.fn.getbufline("Endless.hs", 1, "$")'), vim.split(vim.trim(ENDLESS), '\n'), 'the text')
end

function tests.a_killed_server_is_restarted(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  local server = "require('wherein').client()"
  local before = editor:run('return ' .. server .. '.id')
  -- The process of the server is a child of the editor.
  local pid = vim.rpcrequest(editor.channel, 'nvim_get_proc_children', editor:run('return vim.fn.getpid()'))
  assert(#pid == 1, 'one child')
  vim.uv.kill(pid[1], 'sigkill')
  editor:wait('the editor has noticed', function()
    return not editor:run('return ' .. server .. ' ~= nil')
  end)
  editor:command('WhereinRestart')
  editor:wait('a new server is attached', function()
    return editor:run('local client = ' .. server .. ' return client and client.id or 0') > before
  end)
  editor:caret('leaves = undefined')
  editor:command('WhereinGenerate')
  editor:wait('it works', function()
    return editor:text():find('leaves (Leaf x) = [x]', 1, true)
  end)
end

function tests.health_is_checked(start)
  local editor = start({ ['Example.hs'] = EXAMPLE })
  editor:open('Example.hs')
  editor:command('checkhealth wherein')
  local text = editor:text()
  contains(text, 'program: ', 'the report')
  contains(text, 'version: wherein ', 'the report')
  contains(text, 'running: 1 buffers', 'the report')
  assert(not text:find('ERROR', 1, true), text)
end

function tests.help_is_found(start)
  local editor = start({})
  editor:command('helptags ' .. vim.env.WHEREIN_REPOSITORY .. '/editors/neovim/doc')
  editor:command('help wherein')
  contains(editor:screen(), 'Wherein', 'the help page')
  os.remove(vim.env.WHEREIN_REPOSITORY .. '/editors/neovim/doc/tags')
end

local names = vim.tbl_keys(tests)
table.sort(names)
local failed, wanted = 0, arg[1]
for _, name in ipairs(names) do
  if not wanted or name:find(wanted, 1, true) then
    local editors, begun = {}, vim.uv.hrtime()
    local function start(...)
      editors[#editors + 1] = harness.start(...)
      return editors[#editors]
    end
    local ok, problem = xpcall(tests[name], debug.traceback, start)
    for _, editor in ipairs(editors) do
      editor:quit()
    end
    local seconds = (vim.uv.hrtime() - begun) / 1e9
    io.stdout:write(('neovim: %s: %s (%.1f s)\n'):format(name:gsub('_', ' '), ok and 'ok' or 'FAILED', seconds))
    if not ok then
      failed = failed + 1
      io.stdout:write(problem, '\n')
    end
  end
end
os.exit(failed == 0 and 0 or 1)
