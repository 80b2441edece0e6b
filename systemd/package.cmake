# What the .deb holds: `cmake --build … --target package`, or `./dev package`.
set(made ${CMAKE_CURRENT_BINARY_DIR})

# trianctl says itself what its manual page and its completions are.
add_custom_command(OUTPUT ${made}/trianctl.1 ${made}/trianctl.bash ${made}/_trianctl ${made}/trianctl.fish
  COMMAND trianctl manual > ${made}/trianctl.1
  COMMAND trianctl completion bash > ${made}/trianctl.bash
  COMMAND trianctl completion zsh > ${made}/_trianctl
  COMMAND trianctl completion fish > ${made}/trianctl.fish
  DEPENDS trianctl VERBATIM)
add_custom_command(OUTPUT ${made}/triand.8.gz ${made}/triand.yaml.5.gz ${made}/trianctl.1.gz ${made}/changelog.gz
    ${made}/changelog.Debian.gz
  COMMAND gzip -9nc ${CMAKE_CURRENT_SOURCE_DIR}/man/triand.8 > ${made}/triand.8.gz
  COMMAND gzip -9nc ${made}/triand.yaml.5 > ${made}/triand.yaml.5.gz
  COMMAND gzip -9nc ${made}/trianctl.1 > ${made}/trianctl.1.gz
  COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${made}/changelog.gz
  COMMAND gzip -9nc ${CMAKE_CURRENT_SOURCE_DIR}/debian/changelog > ${made}/changelog.Debian.gz
  DEPENDS ${made}/trianctl.1 ${made}/triand.yaml.5 man/triand.8 debian/changelog ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  VERBATIM)
add_custom_target(triand_package_files DEPENDS ${made}/triand.8.gz ${made}/triand.yaml.5.gz ${made}/trianctl.1.gz
  ${made}/changelog.gz ${made}/changelog.Debian.gz ${made}/trianctl.bash)

install(TARGETS triand trianctl RUNTIME DESTINATION usr/bin)
install(FILES ${made}/triand.8.gz DESTINATION usr/share/man/man8)
install(FILES ${made}/triand.yaml.5.gz DESTINATION usr/share/man/man5)
install(FILES ${made}/trianctl.1.gz DESTINATION usr/share/man/man1)
install(FILES ${made}/trianctl.bash DESTINATION usr/share/bash-completion/completions RENAME trianctl)
install(FILES ${made}/_trianctl DESTINATION usr/share/zsh/vendor-completions)
install(FILES ${made}/trianctl.fish DESTINATION usr/share/fish/vendor_completions.d)
install(FILES ${made}/changelog.gz ${made}/changelog.Debian.gz debian/copyright RUNBOOK.md ${PROJECT_SOURCE_DIR}/README.md
  DESTINATION usr/share/doc/triand)
install(FILES nginx.conf alerts.yml dashboard.json DESTINATION usr/share/doc/triand/examples)
install(FILES ${made}/triand.service ${made}/triand@.service ${made}/triand-backup.service ${made}/triand-backup.timer
  ${made}/triand-backup@.service ${made}/triand-backup@.timer
  triand-alert@.service DESTINATION ${unit_folder})
install(FILES sysusers.conf DESTINATION usr/lib/sysusers.d RENAME triand.conf)
install(FILES tmpfiles.conf DESTINATION usr/lib/tmpfiles.d RENAME triand.conf)

# /etc/triand is the administrator's: every file in it is a conffile.
set(config ${PROJECT_SOURCE_DIR}/config)
install(FILES ${config}/triand.yaml ${config}/units.csv DESTINATION etc/triand)
install(FILES ${config}/campaigns/tri-an.yaml DESTINATION etc/triand/campaigns)
install(DIRECTORY ${config}/gateways DESTINATION etc/triand FILES_MATCHING PATTERN "*.yaml")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/templates/messages/ DESTINATION etc/triand/templates)
file(GLOB_RECURSE conffiles CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/templates/messages
  ${PROJECT_SOURCE_DIR}/templates/messages/*)
list(TRANSFORM conffiles PREPEND "/etc/triand/templates/")
file(GLOB descriptions CONFIGURE_DEPENDS RELATIVE ${config} ${config}/gateways/*.yaml)
list(TRANSFORM descriptions PREPEND "/etc/triand/")
list(APPEND conffiles ${descriptions} /etc/triand/triand.yaml /etc/triand/units.csv /etc/triand/campaigns/tri-an.yaml)
list(JOIN conffiles "\n" conffiles)
file(WRITE ${made}/conffiles "${conffiles}\n")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME triand)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGE_CONTACT "triand maintainers <maintainers@triand.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "yearly thank-you to an electricity company's customers")
# CPack puts the summary before it and forms it as Debian wants it.
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"triand sends a campaign's messages by SMS, Zalo, email, letter and the customer
website, keeps every delivery in one SQLite database, and answers for each one:
nobody is thanked twice, nobody is forgotten.

trianctl operates it: customer lists, plans, approval, progress, the balance,
and what was sent to whom.")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Options of libcurl are constants and leave no symbol: without this shlibs would take an older one.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 (>= 7.88), fonts-liberation2, tzdata, adduser | systemd, systemd")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, bash-completion")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${made}/conffiles ${CMAKE_CURRENT_SOURCE_DIR}/debian/postinst
  ${CMAKE_CURRENT_SOURCE_DIR}/debian/prerm ${CMAKE_CURRENT_SOURCE_DIR}/debian/postrm)
set(CPACK_INSTALL_PREFIX /)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/build)
set(CPACK_VERBATIM_VARIABLES ON)
include(CPack)
