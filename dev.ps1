# svat's one door on Windows; ./dev is the same elsewhere. Needs Python 3.11 or newer, nothing else.
#   .\dev.ps1 demo    run the main job on an invented corridor     .\dev.ps1 test      run the tests
#   .\dev.ps1 run ... the svat command                             .\dev.ps1 python .. Python with svat's packages
# Where scripts are not allowed:  powershell -ExecutionPolicy Bypass -File dev.ps1 demo
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
$venv = Join-Path $here ".venv"
$python = Join-Path $venv "Scripts\python.exe"
$svat = Join-Path $venv "Scripts\svat.exe"
$env:SVAT_COMMAND = ".\dev.ps1 run"
if ((Get-Location).Path -ne $here) { $env:SVAT_COMMAND = "& '$here\dev.ps1' run" }
$env:PYTHONUTF8 = "1"

function Stop-OnFailure { if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE } }

function Find-Python {
    foreach ($name in "py", "python3", "python") {
        if (Get-Command $name -ErrorAction SilentlyContinue) {
            & $name -c "import sys; sys.exit(sys.version_info < (3, 11))"
            if ($LASTEXITCODE -eq 0) { return $name }
        }
    }
    Write-Host "svat needs Python 3.11 or newer; none was found."
    exit 2
}

# Install-Svat run: what svat needs; Install-Svat all: the tools of tests and every extra too.
function Install-Svat([string] $kind) {
    $files = "requirements-run.lock", "requirements.lock", "pyproject.toml"
    $stamp = ($files | ForEach-Object { (Get-FileHash (Join-Path $here $_)).Hash }) -join " "
    $mark = Join-Path $venv "svat-stamp"
    $kept = ""
    if (Test-Path $mark) { $kept = (Get-Content $mark -Raw).Trim() }
    if ((Test-Path $python) -and (($kept -eq "all $stamp") -or ($kept -eq "$kind $stamp"))) { return }
    if ($kept.StartsWith("all ")) { $kind = "all" }
    $lock = "requirements-run.lock"
    if ($kind -eq "all") { $lock = "requirements.lock" }
    Write-Host "setting up: the packages of $lock into .venv ..."
    if (-not (Test-Path $python)) { & (Find-Python) -m venv $venv; Stop-OnFailure }
    & $python -m pip install --disable-pip-version-check --only-binary :all: --require-hashes -r (Join-Path $here $lock)
    Stop-OnFailure
    & $python -m pip install --disable-pip-version-check --quiet --no-deps --editable $here
    Stop-OnFailure
    if ($kind -eq "run") { & $python (Join-Path $here "install\trim.py") }
    Set-Content -Path $mark -Value "$kind $stamp"
}

$verb, $rest = $args
if ($null -eq $rest) { $rest = @() }
switch ($verb) {
    "demo" {
        Install-Svat "run"
        Write-Host "running the demo; the first time its inner loops are compiled ..."
        & $svat demo @rest
    }
    "run" { Install-Svat "run"; & $svat @rest }
    "test" { Install-Svat "all"; Push-Location $here; & $python -m pytest @rest; Pop-Location }
    "python" { Install-Svat "all"; & $python @rest }
    default { Get-Content (Join-Path $here "dev.ps1") -TotalCount 4 | ForEach-Object { $_ -replace "^# *", "" }; exit 0 }
}
exit $LASTEXITCODE
