#Requires -RunAsAdministrator
<#
.SYNOPSIS
Starts the agent with the driver, certifies the WSK provider of this machine, and ends the agent. What else is given goes to the command line of the kit.
.DESCRIPTION
The exit code is that of the certification: 0 nothing broken, 1 rules broken, 3 it could not be carried out.
#>
$ErrorActionPreference = 'Stop'
$kit = (Resolve-Path (Join-Path $PSScriptRoot '..\..\..')).Path

$start = [Diagnostics.ProcessStartInfo]::new((Join-Path $PSScriptRoot 'build\agent.exe'))
$start.Arguments = '"{0}" --listen 127.0.0.1:0' -f (Join-Path $PSScriptRoot 'build\wsktck.sys')
$start.UseShellExecute = $false
# The agent ends when its input does, and says on its output where it listens.
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$agent = [Diagnostics.Process]::Start($start)
$code = 3
try {
    $line = $agent.StandardOutput.ReadLine()
    if ($line -notmatch '^listening on .*:(\d+)$') { throw "the agent did not start: $line" }
    & (Join-Path $kit 'wsktck.cmd') certify "ioctl:127.0.0.1:$($Matches[1])" @args | Out-Host
    $code = $LASTEXITCODE
} finally {
    $agent.StandardInput.Close()
    if (-not $agent.WaitForExit(60000)) {
        $agent.Kill()
        Write-Error 'the agent did not end; run remove.ps1' -ErrorAction Continue
        $code = 3
    } elseif ($agent.ExitCode -ne 0) {
        Write-Error "the agent ended with $($agent.ExitCode)" -ErrorAction Continue
        $code = 3
    }
}
exit $code
