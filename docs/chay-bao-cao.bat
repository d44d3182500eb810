@echo off
rem One usual run: read the inbox, check, compute, write the reports. Keep this file in the workspace.
chcp 65001 >nul
cd /d "%~dp0"
where lsreport >nul 2>nul
if errorlevel 1 goto missing
lsreport --lang vi run %*
if errorlevel 2 goto failed
if errorlevel 1 goto attention
echo.
echo Xong. Báo cáo nằm trong thư mục out.
goto end
:attention
echo.
echo Đã lập báo cáo, nhưng có việc cần xem: đọc các dòng ở trên, rồi chạy lsreport check.
goto end
:failed
echo.
echo Chưa lập được báo cáo. Đọc dòng thông báo ở trên và làm theo.
goto end
:missing
echo Chưa cài lsreport trên máy này. Xem README, mục Two commands.
:end
pause
