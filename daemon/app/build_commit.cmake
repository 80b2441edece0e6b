# Writes OUT from IN, with the commit of the source in ROOT; only if that has changed, so that nothing is built for nothing.
#
#   cmake -DROOT=… -DIN=… -DOUT=… -P build_commit.cmake

set(TRIAND_COMMIT unknown)
find_program(GIT git)
if(GIT AND EXISTS ${ROOT}/.git)
  # The commit of this folder: a source without a history that lies inside some other repository has none.
  execute_process(COMMAND ${GIT} -C ${ROOT} describe --always --abbrev=12 --dirty --exclude *
    OUTPUT_VARIABLE said ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
  if(NOT failed AND said MATCHES "^[0-9a-f]+(-dirty)?$")
    set(TRIAND_COMMIT ${said})
  endif()
endif()
configure_file(${IN} ${OUT} @ONLY)
