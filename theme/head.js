/* @saver <picture */
try{var v=localStorage['ren:s'],n=navigator.connection;if(v?v>0:n&&n.saveData)document.documentElement.className='s'}catch(e){}
