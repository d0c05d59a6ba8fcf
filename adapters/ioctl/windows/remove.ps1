#Requires -RunAsAdministrator
<#
.SYNOPSIS
Stops the driver and removes whatever install.ps1 or an agent that was killed left behind. The certificate goes with certificate.ps1 -Remove.
#>
$ErrorActionPreference = 'Stop'
if (Get-Service wsktck -ErrorAction SilentlyContinue) {
    sc.exe stop wsktck | Out-Null
}
Get-WindowsDriver -Online | Where-Object { (Split-Path $_.OriginalFileName -Leaf) -eq 'wsktck.inf' } | ForEach-Object {
    pnputil /delete-driver $_.Driver /uninstall
    if ($LASTEXITCODE -ne 0) { throw "pnputil ended with $LASTEXITCODE" }
}
if (Get-Service wsktck -ErrorAction SilentlyContinue) {
    sc.exe delete wsktck
    if ($LASTEXITCODE -ne 0) { throw "sc ended with $LASTEXITCODE" }
}
